using PlayCount.Learning.Sweeps;

namespace PlayCount.Cli.Running;

/// <summary>All that <c>playcount run</c> was asked for.</summary>
/// <param name="Triplets">File of play-count triplets.</param>
/// <param name="Audio">Folder of audio.</param>
/// <param name="Out">Folder for the results.</param>
/// <param name="Mapping">Mapping archive, or null.</param>
/// <param name="Mismatches">List of wrong matches, or null.</param>
/// <param name="Settings">All that changes a result besides the files.</param>
/// <param name="Threads">Threads; change no result.</param>
/// <param name="CutAlike">Folder of a run with the same clips and front end, whose files may be taken over; or null.</param>
internal sealed record RunRequest(
    string Triplets, string Audio, string Out, string? Mapping, string? Mismatches, StudySettings Settings, int Threads,
    string? CutAlike = null);
