using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PlayCount.Faults;

/// <summary>Takes the broker away from an experiment and measures what the services tell, and when all is well again.</summary>
internal sealed class BrokerOutage(Trial trial)
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(40); // longer than a publish waits, 30 s
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(5);

    // Inference is healthy only where it has models, and then depends on no broker's being there.
    private static readonly string[] Asked = [.. LocalApplication.Services.Where(service => service != "inference")];

    /// <summary>Kills the broker, waits, starts it again, waits for health and for the experiment's end.</summary>
    /// <returns>What was measured, a line each.</returns>
    public async Task<IReadOnlyList<string>> MeasureAsync(string experiment, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        await trial.History.AddAsync("kill", "messaging", cancellationToken);
        var clock = Stopwatch.StartNew();
        var id = await trial.Application.KillAsync("messaging", cancellationToken);
        await UntilAsync(HttpStatusCode.ServiceUnavailable, cancellationToken);
        lines.Add($"/health of {Asked.Length} services is 503 after {Seconds(clock)}");
        var alive = await AskAsync("alive", cancellationToken);
        lines.Add($"/alive of {alive.Count(status => status == HttpStatusCode.OK)} of {Asked.Length} is 200 meanwhile");
        if (clock.Elapsed < Away)
            await Task.Delay(Away - clock.Elapsed, cancellationToken);
        var waiting = await UnpublishedAsync(experiment, cancellationToken);
        lines.Add($"answers that wait after {Seconds(clock)}: {waiting}");

        await trial.Application.StartAsync("messaging", id, cancellationToken);
        await AnswersAsync(trial.Application.Resource("messaging").Endpoints.Values.First(), cancellationToken);
        var back = Stopwatch.StartNew();
        await UntilAsync(HttpStatusCode.OK, cancellationToken);
        lines.Add($"/health of all is 200 again {Seconds(back)} after the broker takes connections");
        while (await UnpublishedAsync(experiment, cancellationToken) > 0)
            await Task.Delay(BetweenLooks, cancellationToken);
        lines.Add($"no answer waits {Seconds(back)} after it");
        var end = await trial.EndAsync(experiment, cancellationToken);
        lines.Add($"the experiment is {end.State} {Seconds(back)} after it");
        return lines;
    }

    private async Task<long> UnpublishedAsync(string experiment, CancellationToken cancellationToken) => (await trial.Rows.QueryAsync<long>(
        "SELECT COUNT(*) FROM training_jobs WHERE is_published = 0 AND state = 'done' AND experiment_id = @experiment",
        new { experiment }, cancellationToken)).Single();

    private async Task UntilAsync(HttpStatusCode health, CancellationToken cancellationToken)
    {
        while ((await AskAsync("health", cancellationToken)).Any(status => status != health))
            await Task.Delay(BetweenLooks, cancellationToken);
    }

    private async Task<HttpStatusCode[]> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = AskLimit };
        return await Task.WhenAll(Asked.Select(async service =>
        {
            using var answer = await http.GetAsync(new Uri(trial.Application.Endpoint(service, "http"), path), cancellationToken);
            return answer.StatusCode;
        }));
    }

    /// <summary>Waits until the broker begins its protocol with who connects.</summary>
    private static async Task AnswersAsync(Uri broker, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, broker.Port, cancellationToken);
                await client.GetStream().WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), cancellationToken);
                if (await client.GetStream().ReadAsync(new byte[1], cancellationToken) == 1)
                    return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // not yet
            }

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private static string Seconds(Stopwatch clock) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F1} s");
}
