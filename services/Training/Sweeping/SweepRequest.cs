using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Training.Sweeping;

/// <summary>A sweep over users, layers and steps.</summary>
/// <param name="Users">Who, by rank.</param>
/// <param name="FeatureFiles">Where a song's clip vectors are, a .npy file of shape (clips, inputs).</param>
/// <param name="PooledFiles">Where the song's log-mel vectors are, which the baselines read.</param>
/// <param name="FrontEnd">What made the clip vectors.</param>
/// <param name="OutFolder">Receives <c>models/</c> and <c>state/</c>, what is trained so far.</param>
/// <param name="Options">The networks.</param>
/// <param name="Threads">Networks trained at the same time, or threads of one large network; changes no number.</param>
public sealed record SweepRequest(
    IReadOnlyList<UserSongs> Users,
    Func<SongId, string> FeatureFiles,
    Func<SongId, string> PooledFiles,
    FrontEndCard FrontEnd,
    string OutFolder,
    SweepOptions Options,
    int Threads);
