using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Training.Storing;

/// <summary>
/// An outcome as <c>state/</c> keeps it: with whose it is and its checksum, so that nothing damaged and no other is taken for it.
/// </summary>
/// <param name="Sweep">Fingerprint of the sweep's config and data.</param>
/// <param name="Name">Which network, and which fold of it.</param>
/// <param name="Sha256">Of the outcome, written again from its values.</param>
/// <param name="Outcome">What training gave.</param>
internal sealed record StateFile<T>(string Sweep, string Name, string Sha256, T Outcome) where T : class
{
    public static void Write(IBlobStore blobs, string path, string sweep, string name, T outcome) =>
        blobs.Write(path, stream => StoredJson.Write(stream, new StateFile<T>(sweep, name, Checksum(outcome), outcome), StoredJson.State));

    /// <summary>The outcome, or null; a damaged one counts as none and is deleted, because it can be trained again.</summary>
    public static T? Find(IBlobStore blobs, string path, string sweep, string name)
    {
        if (!blobs.Exists(path))
            return null;
        try
        {
            var file = JsonSerializer.Deserialize<StateFile<T>>(blobs.ReadAllBytes(path), StoredJson.State);
            if (file is null || (file.Sweep, file.Name, file.Sha256) != (sweep, name, Checksum(file.Outcome)))
                throw new InvalidDataException("The outcome is another one's, or its checksum is.");
            return file.Outcome;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            blobs.Delete(path);
            return null;
        }
    }

    private static string Checksum(T outcome) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(outcome, StoredJson.State)));
}
