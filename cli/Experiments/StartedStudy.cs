using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Cli.Experiments;

/// <summary>A study as a request to the service.</summary>
internal static class StartedStudy
{
    /// <summary>Writes it down, paths made full ones.</summary>
    /// <exception cref="ArgumentException">A setting cannot be used, or the request cannot tell the networks.</exception>
    public static Settings Write(StudyInputs inputs, StudySettings settings)
    {
        var request = ExperimentRequest.Of(inputs.WithPaths(Path.GetFullPath), settings.Checked());
        var written = RequestedSettings.Write(request);
        return RequestedSettings.Read(written).ToJson() == request.ToJson() ? written : throw new ArgumentException(
            "A request cannot tell these layers: it has LSTM layers alike but for their units, then dense ones of relu with the same "
            + "dropout, then one linear unit. "
            + "Use --layers, --units and --dense instead of --network, or 'playcount run'.");
    }
}
