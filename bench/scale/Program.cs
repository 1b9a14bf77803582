using System.Globalization;
using Grpc.Net.Client;
using PlayCount.Scale.Bench;

// bench/scale.sh runs this beside an AppHost: `networks ADDRESS FOLDER ID SEED` trains a study, `estimates ADDRESS FOLDER CALLERS SECONDS`
// asks for estimates. FOLDER is a sample's, as `playcount sample` makes it.
if (args is not [var what, var address, var folder, var first, var second] || !int.TryParse(second, out var number))
{
    Console.Error.WriteLine("Needs: networks ADDRESS FOLDER ID SEED, or estimates ADDRESS FOLDER CALLERS SECONDS.");
    return 1;
}

using var channel = GrpcChannel.ForAddress(address);
Console.WriteLine(what switch
{
    "networks" => await Networks.TrainAsync(channel, folder, first, seed: number),
    "estimates" => await Estimates.AskAsync(channel, folder, int.Parse(first, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(number)),
    _ => throw new ArgumentException($"'{what}' is neither networks nor estimates."),
});
return 0;
