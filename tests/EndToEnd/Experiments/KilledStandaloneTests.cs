using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using Desk = PlayCount.Contracts.V1.Experiments.ExperimentsClient;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class KilledStandaloneTests(ITestOutputHelper output) : IDisposable
{
    private const string Id = "first";
    private const int Epochs = 400; // so many that a fold's training lasts longer than a look into the tables
    private const int Networks = 4; // a listener's
    private const int Jobs = 2 + RunInput.Songs + (3 * Networks); // before the best network of each of 3 listeners is kept
    private const int MostLooks = 30;
    private const int Seed = 2;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();

    /// <summary>bench/kills.sh asks for 50.</summary>
    [Fact, Trait("Set", "Full")]
    public async Task An_experiment_survives_many_kills()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("PLAYCOUNT_KILLS") ?? "12", CultureInfo.InvariantCulture);
        await _input.SucceedAsync("out", "--epochs", $"{Epochs}");
        var jobs = new JobFiles(_folder.In("data"));
        await using (var first = await StartAsync())
            await BeginAsync(first);

        var starts = 0;
        foreach (var moment in Moments(kills))
        {
            while (!await IsKilledAtWorkAsync(jobs, moment))
                starts++;
        }

        await using var last = await StartAsync();
        var end = await EndAsync(last);
        var rows = jobs.Read();
        output.WriteLine(
            $"{kills} kills at work, {starts} between two works; {rows.Count} jobs, {rows.Sum(row => row.Attempts)} attempts, "
            + $"{rows.Count(row => row.Attempts > 1)} jobs begun again, at most {rows.Max(row => row.Attempts)} times.");
        Assert.Equal((Experiment.Types.State.Done, ""), (end.State, end.Failure));
        Assert.All(rows, row => Assert.Equal("done", row.State));
        Assert.Contains(rows, row => row.Attempts >= 2);
        SmallStudy.AssertSameFiles(_input.In("out"), _folder.In("data", "blobs", Id));
    }

    public void Dispose()
    {
        _input.Dispose();
        _folder.Dispose();
    }

    /// <summary>When to kill: after so many jobs are done, at so many looks at which one is leased. The last jobs are never waited
    /// for.</summary>
    private static IEnumerable<(int Done, int Looks)> Moments(int kills)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, kills).Select(_ => (random.Next(Jobs), random.Next(1, MostLooks))).Order()];
    }

    /// <summary>Starts it again and kills it.</summary>
    /// <returns>Whether it died with a lease that it had taken itself.</returns>
    private async Task<bool> IsKilledAtWorkAsync(JobFiles jobs, (int Done, int Looks) moment)
    {
        var dead = Leases(jobs).ToHashSet();
        await using (var process = await StartAsync())
        {
            using var timer = new PeriodicTimer(BetweenLooks);
            for (var looks = 0; looks < moment.Looks && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);)
            {
                var rows = jobs.Read();
                Assert.False(process.HasEnded, "It ended by itself.");
                var done = rows.Count(row => row.State == "done");
                Assert.True(done < Jobs + RunInput.Listeners.Length, "All was done before it was killed often enough.");
                if (done >= moment.Done && rows.Any(row => row.Lease is { } lease && !dead.Contains(lease)))
                    looks++;
            }

            await process.KillAsync();
        }

        return Leases(jobs).Any(lease => !dead.Contains(lease));
    }

    private static IEnumerable<string> Leases(JobFiles jobs) => jobs.Read().Where(row => row.State == "leased").Select(row => row.Lease!);

    private async Task<StandaloneProcess> StartAsync()
    {
        var process = new StandaloneProcess(_folder.Path, ("Data__Folder", _folder.In("data")), ("Experiments__Roots__0", _input.In("")));
        await process.StartedAsync();
        return process;
    }

    private async Task BeginAsync(StandaloneProcess process)
    {
        using var channel = GrpcChannel.ForAddress(process.Address);
        var settings = SmallStudy.Settings(_input);
        settings.Epochs = Epochs;
        await new Desk(channel).StartAsync(
            new StartRequest { ExperimentId = Id, Settings = settings }, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static async Task<Experiment> EndAsync(StandaloneProcess process)
    {
        using var channel = GrpcChannel.ForAddress(process.Address);
        using var watch = new Desk(channel).Watch(
            new WatchRequest { ExperimentId = Id }, cancellationToken: TestContext.Current.CancellationToken);
        var last = new Experiment();
        await foreach (var response in watch.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken))
            last = response.Experiment;
        return last;
    }
}
