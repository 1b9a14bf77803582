using PlayCount.Experiments.Conducting;
using PlayCount.Learning.Sweeps;
using PlayCount.Segmentation.Sourcing;
using PlayCount.Training.Engines;

namespace PlayCount.Cli.Running;

/// <summary>All that <c>playcount run</c> was asked for.</summary>
/// <param name="Inputs">The files.</param>
/// <param name="Out">Folder for the results.</param>
/// <param name="Settings">All that changes a result besides the files.</param>
/// <param name="Threads">Threads; change no result.</param>
/// <param name="Sources">Opens the place of the audio.</param>
/// <param name="CutAlike">Folder of a run with the same clips and front end, whose files may be taken over; or null.</param>
/// <param name="Engine">What trains; null: what does so by default.</param>
internal sealed record RunRequest(
    StudyInputs Inputs, string Out, StudySettings Settings, int Threads, AudioSources Sources, string? CutAlike = null,
    EngineOptions? Engine = null);
