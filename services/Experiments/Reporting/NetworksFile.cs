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
            + "against_constant,against_constant_low,against_constant_high,against_ridge,against_ridge_low,against_ridge_high,"
            + string.Join(',', BaselineNames.All) + ",has_model");
        foreach (var outcome in outcomes)
            file.WriteLine(Row(outcome.Result));
    });

    private static string Row(NetworkResult network) => string.Join(',',
    [
        Text($"{network.User},{network.Layers},{network.Steps},{JsonNamingPolicy.CamelCase.ConvertName(network.Status.ToString())}"),
        Text($"{network.TrainSamples},{network.ValidationSamples},{network.ValidationSongs},{network.ScoredMse},{network.R2}"),
        Difference(network.AgainstConstant),
        Difference(network.AgainstRidge),
        .. BaselineNames.All.Select(name => Text($"{network.Baselines?.Find(name)}")),
        network.HasModel ? "true" : "false",
    ]);

    private static string Difference(PairedDifference? difference) => Text($"{difference?.Mean},{difference?.Low},{difference?.High}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
