using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Training.Engines;

namespace PlayCount.Training.Sweeping;

/// <summary>A sweep over users, layers and steps.</summary>
/// <param name="Users">Who, by rank.</param>
/// <param name="Blobs">Holds the songs' clip vectors, see <see cref="Audio.ClipFiles"/>; receives <c>models/</c> and <c>state/</c>.</param>
/// <param name="FrontEnd">What made the clip vectors.</param>
/// <param name="Options">The networks.</param>
/// <param name="Threads">Networks trained at the same time, or threads of one large network; changes no number.</param>
/// <param name="Engines">What trains; null: the managed engine.</param>
public sealed record SweepRequest(
    IReadOnlyList<UserSongs> Users, IBlobStore Blobs, FrontEndCard FrontEnd, SweepOptions Options, int Threads,
    TrainingEngines? Engines = null);
