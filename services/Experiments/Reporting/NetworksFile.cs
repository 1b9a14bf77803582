using System.Globalization;
using System.Text.Json;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>The networks of <c>results.json</c> as a table: one row a network.</summary>
internal static class NetworksFile
{
    public const string FileName = "networks.csv";

    public static void Write(IBlobStore blobs, IReadOnlyList<NetworkOutcome> outcomes) => blobs.WriteText(FileName, file =>
    {
        file.WriteLine("user,layers,steps,status,train_samples,validation_samples,validation_songs,scored_mse,r2,"
            + "against_constant,against_constant_low,against_constant_high,"
            + string.Join(',', BaselineNames.All.Select(name => $"{name},against_{name},against_{name}_low,against_{name}_high"))
            + ",has_model");
        foreach (var outcome in outcomes)
            file.WriteLine(Row(outcome.Result));
    });

    private static string Row(NetworkResult network) => string.Join(',',
    [
        Text($"{network.User},{network.Layers},{network.Steps},{JsonNamingPolicy.CamelCase.ConvertName(network.Status.ToString())}"),
        Text($"{network.TrainSamples},{network.ValidationSamples},{network.ValidationSongs},{network.ScoredMse},{network.R2}"),
        Text($"{network.AgainstConstant?.Mean},{network.AgainstConstant?.Low},{network.AgainstConstant?.High}"),
        .. BaselineNames.All.Select(name => (Mse: network.Baselines?.Find(name), Against: network.AgainstBaselines?.Find(name)))
            .Select(baseline => Text($"{baseline.Mse},{baseline.Against?.Mean},{baseline.Against?.Low},{baseline.Against?.High}")),
        network.HasModel ? "true" : "false",
    ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
