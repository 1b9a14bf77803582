using PlayCount.Audio;
using PlayCount.Songs;
using PlayCount.Training.Sweeping;

namespace PlayCount.Cli.Running;

/// <summary>All that <c>playcount run</c> was asked for.</summary>
/// <param name="Triplets">File of play-count triplets.</param>
/// <param name="Audio">Folder of audio.</param>
/// <param name="Out">Folder for the results.</param>
/// <param name="Mapping">Mapping archive, or null.</param>
/// <param name="Mismatches">List of wrong matches, or null.</param>
/// <param name="Criteria">What is selected.</param>
/// <param name="FrontEnd">Name of the front end.</param>
/// <param name="ClipSamples">Samples in a clip.</param>
/// <param name="Sweep">The networks and their training.</param>
/// <param name="Config">The settings that change a result, by name, as text; the files come on top.</param>
/// <param name="Threads">Threads; change no result.</param>
internal sealed record RunRequest(
    string Triplets,
    string Audio,
    string Out,
    string? Mapping,
    string? Mismatches,
    SelectionCriteria Criteria,
    string FrontEnd,
    int ClipSamples,
    SweepOptions Sweep,
    IReadOnlyList<KeyValuePair<string, string>> Config,
    int Threads)
{
    /// <summary>What a model's card says of the front end.</summary>
    public FrontEndCard FrontEndCard()
    {
        var frontEnd = FrontEnds.Create(FrontEnd, ClipSamples);
        return new FrontEndCard(frontEnd.Name, frontEnd.ClipSamples, ClipCutter.SampleRateHz, frontEnd.Standardized);
    }
}
