using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Pages;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>An experiment that is watched while Training is asked for its jobs.</summary>
public sealed class WatchedJobTests : IDisposable
{
    private const string Id = "watched"; // no other test of this process has an experiment of this name

    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();
    private readonly SpanRecorder _spans = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_who_has_them_and_the_call_is_one_trace()
    {
        var isHeld = true;
        TrainingJob? seen = null;
        LiveText? shown = null;
        await using (var services = await ServicesHost.StartAsync(
            _folder.In("data"), [_input.In("")], Parts.All,
            bus => bus.UseFilter(new BusFilters.Filter((context, next) =>
                isHeld && BusFilters.NameOf(context) == nameof(NetworkTrained) ? Task.CompletedTask : next.Send(context))),
            ("Training:Address", ServicesHost.Own)))
        {
            await services.Desk.StartAsync(Id, SmallStudy.Request(_input), Cancel);
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
            while (seen is null && await ticks.WaitForNextTickAsync(Cancel))
            {
                var view = await services.Desk.GetAsync(Id, Cancel);
                Assert.Equal(ExperimentState.Running, view.State);
                (seen, shown) = (view.Jobs.FirstOrDefault(job => job.Progress is not null), LiveText.Of(view));
            }

            isHeld = false;
            Assert.Equal(ExperimentState.Done, (await services.EndAsync(Id)).State);
        }

        Assert.Equal($"{Environment.MachineName}/{Environment.ProcessId}", seen!.Holder);
        Assert.InRange(seen.Progress.Epoch, 1, seen.Progress.Epochs);
        Assert.Contains(shown!.Losses, row => row[^1] != "–");
        var calls = _spans.Served("/playcount.v1.Training/WatchJob");
        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.Contains(_spans.Of(call.TraceId), client =>
            client.SpanId == call.ParentSpanId && client.Source.Name == "System.Net.Http"));
    }

    public void Dispose()
    {
        _spans.Dispose();
        _input.Dispose();
        _folder.Dispose();
    }
}
