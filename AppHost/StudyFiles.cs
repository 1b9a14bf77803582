using Microsoft.Extensions.Configuration;

namespace PlayCount.AppHost;

/// <summary>The files of the first experiment: the user's own, or a sample's.</summary>
/// <param name="Data">Folder where everything is kept.</param>
/// <param name="Triplets">File of play counts.</param>
/// <param name="Audio">Folder of audio.</param>
/// <param name="Mapping">Mapping archive, or null.</param>
/// <param name="IsSample">Whether they are the sample's.</param>
internal sealed record StudyFiles(string Data, string Triplets, string Audio, string? Mapping, bool IsSample)
{
    /// <summary>Where the sample lies.</summary>
    public string SampleFolder => Path.Combine(Data, "sample");

    /// <summary>Whether the sample has to be made: its last file is not there.</summary>
    public bool NeedsSample => IsSample && !File.Exists(Path.Combine(SampleFolder, "truth.json"));

    /// <summary>What the services may read.</summary>
    public IReadOnlyList<string> Roots =>
        IsSample ? [SampleFolder] : [Path.GetDirectoryName(Triplets)!, Audio, .. Folder(Mapping)];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="DistributedApplicationException">Only one of triplets and audio is given.</exception>
    public static StudyFiles Of(IConfiguration configuration, string appHostFolder)
    {
        var data = Path.GetFullPath(configuration["data"] ?? Path.Combine(appHostFolder, "data"));
        var (triplets, audio, mapping) = (configuration["triplets"], configuration["audio"], configuration["mapping"]);
        if (triplets is null != audio is null)
            throw new DistributedApplicationException(
                "--triplets FILE and --audio DIR belong together; give both, or neither for the sample.");
        var sample = Path.Combine(data, "sample");
        return triplets is null || audio is null
            ? new StudyFiles(
                data, Path.Combine(sample, "triplets.tsv"), Path.Combine(sample, "music"), Path.Combine(sample, "mapping"), IsSample: true)
            : new StudyFiles(data, Path.GetFullPath(triplets), Path.GetFullPath(audio), mapping is null ? null
                : Path.GetFullPath(mapping), IsSample: false);
    }

    private static IEnumerable<string> Folder(string? mapping) =>
        mapping is null ? [] : Directory.Exists(mapping) ? [mapping] : [Path.GetDirectoryName(mapping)!];
}
