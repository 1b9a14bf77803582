using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// An archive's answer as an index holds it: outcome (1 byte), whether there is a reason (1), then texts, each its length and UTF-8:
/// Spotify id
/// or nothing, artist, title, the reason; number of ids in other catalogs, and of each the catalog and the id.
/// </summary>
internal static class IndexedAnswer
{
    public static void Write(BinaryWriter file, ArchiveAnswer answer)
    {
        var mapping = answer.Mapping;
        file.Write((byte)mapping.Outcome);
        file.Write(mapping.Reason is not null);
        file.Write(mapping.Spotify?.Value ?? "");
        file.Write(mapping.Artist);
        file.Write(mapping.Title);
        if (mapping.Reason is { } reason)
            file.Write(reason);
        file.Write7BitEncodedInt(answer.Catalogs.Count);
        foreach (var id in answer.Catalogs)
        {
            file.Write(id.Catalog);
            file.Write(id.ForeignId);
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no answer.</exception>
    public static ArchiveAnswer Read(SongId song, byte[] bytes)
    {
        try
        {
            using var file = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
            var outcome = (MappingOutcome)file.ReadByte();
            var hasReason = file.ReadBoolean();
            SpotifyId? spotify = SpotifyId.TryParse(file.ReadString(), out var id) ? id : null;
            var mapping = new SongMapping(
                song, outcome, spotify, file.ReadString(), file.ReadString(), hasReason ? file.ReadString() : null);
            var catalogs = new CatalogId[file.Read7BitEncodedInt()];
            for (var i = 0; i < catalogs.Length; i++)
                catalogs[i] = new CatalogId(file.ReadString(), file.ReadString());
            return new ArchiveAnswer(mapping, catalogs);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"its answer for '{song}' is none", e);
        }
    }

    /// <summary>What songs of one artist and title have in common; null for a song that is no candidate.</summary>
    public static ulong? TitleHash(SongMapping mapping) => mapping.Spotify is null ? null : TitleHash(mapping.Artist, mapping.Title);

    /// <summary>The first 8 bytes of the SHA-256 of artist and title as they are compared; null where these are not known.</summary>
    public static ulong? TitleHash(string artist, string title) => SongName.Of(artist, title) is { } name
        ? BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)))
        : null;
}
