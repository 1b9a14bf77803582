using System.Security.Cryptography;
using System.Text;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>
/// Downloaded files in a folder, each under the SHA-256 of its address: the file, a line on it as JSON, and while it is downloaded the part
/// that is there. Those used last are kept, up to a number of bytes. Several threads and processes may have the same folder: who works at
/// the files of an address holds it.
/// </summary>
internal sealed class AudioCache
{
    private const string FileEnding = ".audio";
    private const string PartEnding = ".part";
    private const string NoteEnding = ".json";
    private const string LockFolder = "locks";
    private const int LockDigits = 3; // first digits of a name, which share a lock: locks are not deleted, so they must not be many

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(25); // short beside any download

    private readonly string _folder;
    private readonly long _maxBytes;
    private readonly Lock _turn = new();

    /// <param name="folder">Made, readable by its owner alone, unless it is there.</param>
    /// <param name="maxBytes">Bytes of files that are kept.</param>
    /// <exception cref="AudioSourceException">It is a link, another user's, or may be changed by others.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public AudioCache(string folder, long maxBytes)
    {
        (_folder, _maxBytes) = (Path.GetFullPath(folder.Length > 0 ? folder : Usual()), maxBytes);
        MakeFolder();
    }

    /// <summary>Where the file of an address is kept.</summary>
    public Entry Of(Uri address)
    {
        var stem = Path.Combine(_folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri))));
        return new Entry(stem + FileEnding, stem + FileEnding + NoteEnding, stem + PartEnding, stem + PartEnding + NoteEnding);
    }

    /// <summary>
    /// Waits until nobody else, in this process or another, holds an address's files, and holds them until what it gives is disposed.
    /// </summary>
    public async Task<IDisposable> HoldAsync(Entry entry, TimeProvider time, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryHold(entry.File) is { } held)
                return held;
            await Task.Delay(LockPause, time, cancellationToken);
        }
    }

    /// <summary>
    /// Deletes the files used longest ago until the rest is few enough bytes, but for those that somebody holds; what is in use stays
    /// readable for who has it open.
    /// </summary>
    /// <param name="newest">Stays, whatever its size.</param>
    public void Trim(Entry newest)
    {
        lock (_turn)
        {
            var files = new DirectoryInfo(_folder).EnumerateFiles()
                .Where(file => file.Extension is FileEnding or PartEnding)
                .OrderByDescending(file => file.FullName == newest.File)
                .ThenByDescending(file => file.LastWriteTimeUtc)
                .ToArray();
            var bytes = 0L;
            foreach (var file in files)
            {
                bytes += Bytes(file);
                if (bytes > _maxBytes && file.FullName != newest.File)
                    TryDelete(file.FullName);
            }
        }
    }

    /// <summary>Whoever may change the folder, or turn a link elsewhere, could put other audio in the place of what is kept.</summary>
    private void MakeFolder()
    {
        if (new DirectoryInfo(_folder).LinkTarget is { } target)
            throw Refused($"is a link to '{target}': a folder itself is right. Remove the link");
        if (OwnFolder.Make(_folder) is { } fault)
            throw Refused($"{fault}. Set that");
    }

    private AudioSourceException Refused(string fault) => new(
        $"The folder '{_folder}' of downloaded audio {fault}, or name another by --audio-cache or Segmentation:Audio:CacheFolder.",
        isTransient: false);

    private FolderLock? TryHold(string path)
    {
        MakeFolder(); // somebody may have deleted it
        return FolderLock.TryTake(Path.Combine(_folder, LockFolder, Path.GetFileName(path)[..LockDigits]));
    }

    /// <summary>The folder for local data where the system has one for this user, else that of temporary files.</summary>
    private static string Usual()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0
            ? Path.Combine(local, "PlayCount", "audio")
            : Path.Combine(Path.GetTempPath(), $"playcount-audio-{Environment.UserName}");
    }

    /// <summary>A part that has just become whole, or was deleted by another process, is no longer there.</summary>
    private static long Bytes(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    private void TryDelete(string path)
    {
        try
        {
            using var held = TryHold(path);
            if (held is null)
                return;
            File.Delete(path + NoteEnding);
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is kept until the next time.
        }
    }

    /// <summary>The files of one address, for who holds it.</summary>
    /// <param name="File">The audio.</param>
    /// <param name="Note">What is known of it.</param>
    /// <param name="Part">What is there of one that is downloaded.</param>
    /// <param name="PartNote">What is known of that.</param>
    public sealed record Entry(string File, string Note, string Part, string PartNote)
    {
        /// <summary>What is known of the file, if it is there with the bytes that it was kept with.</summary>
        public AudioNote? Read()
        {
            if (AudioNote.Read(Note) is not { Sha256: { } sha256 } note)
                return null;
            using var file = TryOpen();
            return file is not null && file.Length == note.Bytes && SourceFile.Hash(file) == sha256 ? note : null;
        }

        /// <summary>Opens the file, which counts as used now; null where it is not there.</summary>
        public FileStream? TryOpen()
        {
            try
            {
                System.IO.File.SetLastWriteTimeUtc(File, DateTime.UtcNow);
                return new FileStream(File, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }

        /// <summary>Makes a whole part the file.</summary>
        public void Keep(AudioNote note)
        {
            System.IO.File.Delete(Note); // between the two steps there is a file that nothing is known of: it is downloaded again
            System.IO.File.Move(Part, File, overwrite: true);
            note.Write(Note);
            System.IO.File.Delete(PartNote);
        }

        /// <summary>Deletes what is there of a file that is downloaded.</summary>
        public void Forget()
        {
            System.IO.File.Delete(PartNote);
            System.IO.File.Delete(Part);
        }
    }
}
