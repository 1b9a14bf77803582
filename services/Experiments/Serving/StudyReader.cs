using System.Text.Json;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Serving;

/// <summary>Reads what a finished experiment left.</summary>
public sealed class StudyReader(IBlobStore blobs)
{
    /// <summary>The networks of <c>results.json</c>.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<NetworkResult> Networks(string experiment)
    {
        try
        {
            return JsonSerializer.Deserialize<Results>(blobs.Below(experiment).ReadAllBytes("results.json"), StoredJson.State)!.Networks;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{experiment}/results.json' is damaged: {e.Message}", e);
        }
    }

    /// <summary>Ids of the songs whose clips are kept, in ordinal order.</summary>
    public IEnumerable<string> Songs(string experiment) => blobs.Below(experiment).List("clips")
        .Where(name => name.EndsWith(".npy", StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name));

    private sealed record Results(IReadOnlyList<NetworkResult> Networks);
}
