using Microsoft.AspNetCore.Components;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Songs;

/// <summary>A song in the list.</summary>
/// <param name="Song">The song.</param>
/// <param name="Title">Artist and title, where known.</param>
/// <param name="Listeners">Listeners who heard it.</param>
/// <param name="HasClips">Whether audio was found and cut.</param>
public sealed record SongRow(SongId Song, SongTitle? Title, int Listeners, bool HasClips);

/// <summary>How a song sounds.</summary>
/// <param name="Clips">Number of clips.</param>
/// <param name="ClipSeconds">Length of a clip.</param>
/// <param name="Steps">The steps that <paramref name="Cutting"/> is drawn for.</param>
/// <param name="Wave">The waveform.</param>
/// <param name="Cutting">The clips put together to samples.</param>
public sealed record SongSound(int Clips, double ClipSeconds, int Steps, MarkupString Wave, MarkupString Cutting);

/// <summary>What one listener has to do with a song.</summary>
/// <param name="Rank">The listener's rank, from 1.</param>
/// <param name="Plays">Plays of the song; null where the listener did not hear it.</param>
/// <param name="Running">What the listener's model says, clip by clip; null where there is none.</param>
/// <param name="HeldOut">What a network of the same size said that had never heard the song; null where there is none.</param>
/// <param name="Chart">The running estimate, drawn.</param>
public sealed record SongListener(int Rank, int? Plays, RunningEstimate? Running, double? HeldOut, MarkupString Chart);
