using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Formats;

namespace PlayCount.Learning.Sweeps;

/// <summary>
/// An outcome as <c>state/</c> keeps it: with whose it is and its checksum, so that nothing damaged and no other is taken for it.
/// </summary>
/// <param name="Sweep">Fingerprint of the sweep's config and data.</param>
/// <param name="Name">Which network, and which fold of it.</param>
/// <param name="Sha256">Of the outcome, written again from its values.</param>
/// <param name="Outcome">What training gave.</param>
public sealed record StoredOutcome<T>(string Sweep, string Name, string Sha256, T Outcome) where T : class
{
    /// <summary>Writes it.</summary>
    public void Write(Stream stream) => StoredJson.Write(stream, this, StoredJson.State);
}

/// <summary>Makes and reads stored outcomes.</summary>
public static class StoredOutcome
{
    /// <summary>An outcome with its checksum.</summary>
    public static StoredOutcome<T> Of<T>(string sweep, string name, T outcome) where T : class =>
        new(sweep, name, Checksum(outcome), outcome);

    /// <summary>Reads an outcome and checks that it is what was written.</summary>
    /// <param name="json">The file.</param>
    /// <param name="name">Which network it must be of.</param>
    /// <exception cref="InvalidDataException">It is damaged, or another network's.</exception>
    public static StoredOutcome<T> Read<T>(ReadOnlySpan<byte> json, string name) where T : class
    {
        try
        {
            var file = JsonSerializer.Deserialize<StoredOutcome<T>>(json, StoredJson.State);
            return file is not null && (file.Name, file.Sha256) == (name, Checksum(file.Outcome))
                ? file
                : throw new InvalidDataException($"The outcome of {name} is another one's, or its checksum is.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The outcome of {name} is damaged.", e);
        }
    }

    private static string Checksum<T>(T outcome) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(outcome, StoredJson.State)));
}
