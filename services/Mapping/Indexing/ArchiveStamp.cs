using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PlayCount.Mapping.LookingUp;

namespace PlayCount.Mapping.Indexing;

/// <summary>What an archive is known by: that its index is of it, and of nothing that it was before.</summary>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="Size">Bytes of a file; records of a folder.</param>
/// <param name="Digest">
/// SHA-256 of a file, 32 bytes. Of a folder the sum, in four 64-bit numbers, of the SHA-256 of each record's path, length and time of last
/// change, which no order of listing changes.
/// </param>
internal sealed record ArchiveStamp(bool IsFolder, long Size, byte[] Digest)
{
    private const int Lanes = SHA256.HashSizeInBytes / sizeof(ulong);
    private const int BufferBytes = 1 << 20;

    /// <summary>Reads a file, or lists a folder, whole.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="progress">Told the bytes of a file; of a folder nothing.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FileNotFoundException">There is nothing of that path.</exception>
    public static ArchiveStamp Of(string path, Action<long>? progress, CancellationToken cancellationToken) =>
        Directory.Exists(path) ? OfFolder(path, cancellationToken) : OfFile(path, progress, cancellationToken);

    public bool IsSame(ArchiveStamp other) =>
        (IsFolder, Size) == (other.IsFolder, other.Size) && Digest.AsSpan().SequenceEqual(other.Digest);

    private static ArchiveStamp OfFile(string path, Action<long>? progress, CancellationToken cancellationToken)
    {
        using var file = MappingArchive.OpenFile(path, FileOptions.SequentialScan);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[BufferBytes], 0L);
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, read));
            progress?.Invoke(bytes += read);
        }

        return new ArchiveStamp(IsFolder: false, bytes, hash.GetHashAndReset());
    }

    private static ArchiveStamp OfFolder(string folder, CancellationToken cancellationToken)
    {
        Span<ulong> sum = stackalloc ulong[Lanes];
        Span<byte> one = stackalloc byte[SHA256.HashSizeInBytes];
        var records = 0L;
        foreach (var file in RecordFolder.List(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            records++;
            var place = Path.GetRelativePath(folder, file.FullName);
            SHA256.HashData(Encoding.UTF8.GetBytes($"{place}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}"), one);
            for (var lane = 0; lane < Lanes; lane++)
                sum[lane] += BinaryPrimitives.ReadUInt64LittleEndian(one[(lane * sizeof(ulong))..]);
        }

        var digest = new byte[SHA256.HashSizeInBytes];
        for (var lane = 0; lane < Lanes; lane++)
            BinaryPrimitives.WriteUInt64LittleEndian(digest.AsSpan(lane * sizeof(ulong)), sum[lane]);
        return new ArchiveStamp(IsFolder: true, records, digest);
    }
}
