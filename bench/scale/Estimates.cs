using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;

namespace PlayCount.Scale.Bench;

/// <summary>Estimates of whole songs by id, each caller asking for one after the other.</summary>
internal static class Estimates
{
    private const int MostRows = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <returns>"callers estimates-a-second median-ms p99-ms failed".</returns>
    /// <exception cref="InvalidOperationException">No listener of the sample has a model there.</exception>
    public static async Task<string> AskAsync(GrpcChannel channel, string folder, int callers, TimeSpan time)
    {
        var estimator = new Estimator.EstimatorClient(channel);
        var models = (await estimator.ListModelsAsync(new ListModelsRequest())).Models;
        var listeners = models.Where(model => model.Serves).Select(model => model.UserId).ToHashSet();
        var rows = (await File.ReadAllLinesAsync(Path.Combine(folder, "triplets.tsv"))).Select(line => line.Split('\t'))
            .Where(row => listeners.Contains(row[0]));
        var pairs = new List<PredictRequest>();
        foreach (var pair in rows.Select(row => new PredictRequest { UserId = row[0], SongId = row[1] }).Take(MostRows))
        {
            if (await HasClipsAsync(estimator, pair))
                pairs.Add(pair);
        }

        if (pairs.Count == 0)
            throw new InvalidOperationException($"No listener of '{folder}' has a model and songs with clips at {channel.Target}.");

        var (asked, failed, milliseconds, clock) = (-1, 0, new List<double>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));
        milliseconds.Sort();
        return string.Create(CultureInfo.InvariantCulture,
            $"{callers} {milliseconds.Count / time.TotalSeconds:F0} {At(.5):F1} {At(.99):F1} {failed}");

        double At(double share) => milliseconds.Count == 0 ? double.NaN : milliseconds[(int)(share * (milliseconds.Count - 1))];

        async Task CallAsync()
        {
            while (clock.Elapsed < WarmUp + time)
            {
                var request = pairs[Interlocked.Increment(ref asked) % pairs.Count];
                var began = clock.Elapsed;
                try
                {
                    await estimator.PredictAsync(request);
                }
                catch (RpcException)
                {
                    Interlocked.Increment(ref failed);
                    continue;
                }

                if (began < WarmUp)
                    continue;
                lock (milliseconds)
                    milliseconds.Add((clock.Elapsed - began).TotalMilliseconds);
            }
        }
    }

    // Not every song that somebody heard has audio.
    private static async Task<bool> HasClipsAsync(Estimator.EstimatorClient estimator, PredictRequest request)
    {
        try
        {
            await estimator.PredictAsync(request);
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }
}
