using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>A listener's networks, with what they share: the clips, the baselines, the state.</summary>
internal sealed class UserNetworks
{
    private readonly UserData _user;
    private readonly FoldBaselines _baselines;
    private readonly SweepState _state;

    /// <param name="user">The listener.</param>
    /// <param name="options">The networks.</param>
    /// <param name="frontEnd">What made the clip vectors.</param>
    /// <param name="blobs">The study's blobs.</param>
    public UserNetworks(UserData user, SweepOptions options, FrontEndCard frontEnd, IBlobStore blobs)
    {
        _user = user;
        Plan = PlannedNetwork.Of(options, user);
        _baselines = new FoldBaselines(user, options);
        _state = new SweepState(blobs, PlannedNetwork.Fingerprint(options, frontEnd, user));
    }

    /// <summary>The networks, in the order of the options: networks, then steps.</summary>
    public IReadOnlyList<PlannedNetwork> Plan { get; }

    /// <summary>Trains one of the networks, within a sweep.</summary>
    public NetworkTraining Training(PlannedNetwork network, SweepContext sweep) =>
        new(network.Key, network.Spec, _user, network.Folds, _baselines, _state, sweep);
}
