using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Net.Client;
using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using Calls = PlayCount.Contracts.V1.Experiments.ExperimentsClient;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class TraceTests : IDisposable
{
    private const string Id = "traced"; // no other test of this process has an experiment of this name

    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();
    private readonly SpanRecorder _spans = new();
    private readonly ConcurrentQueue<(string Message, string? Trace)> _deliveries = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follows_an_experiment_through_every_message_job_and_answer()
    {
        string[] works;
        ActivityTraceId trace;
        await using (var services = await StartAsync())
        {
            trace = await CallAsync(services, (calls, settings) =>
                calls.StartAsync(new StartRequest { ExperimentId = Id, Settings = settings }, cancellationToken: Cancel).ResponseAsync);
            Assert.Equal(ExperimentState.Done, (await services.EndAsync(Id)).State);
            works = [.. (await services.JobsAsync()).Keys.Select(key => key[(Id.Length + 1)..])];
            await TellingAsync();
        }

        var spans = _spans.Of(trace);
        Assert.All(_deliveries, delivery => Assert.Equal((delivery.Message, trace.ToString()), delivery));
        Assert.All(spans.Where(span => span.OperationName != "caller"), span => Assert.NotNull(Parent(spans, span)));
        Assert.Equal(works.Order(StringComparer.Ordinal), spans.Where(IsJob).Select(Work).Distinct().Order(StringComparer.Ordinal));
        Assert.All(spans.Where(IsJob), job => Assert.Equal("MassTransit", Parent(spans, job)!.Source.Name));
        Assert.All(spans.Where(IsJob), job => Assert.Contains(Ancestors(spans, job), IsStart));
        Assert.All(spans.Where(IsAnswer), answer => Assert.True(IsJob(Parent(spans, answer)!), "An answer is its job's."));
        Assert.Equal(works.Length, spans.Where(IsAnswer).Select(answer => answer.ParentSpanId).Distinct().Count());
        Assert.All(_spans.OfExperiment(Id), span => Assert.Equal(trace, span.TraceId));
    }

    [Fact]
    public async Task Has_one_span_a_step_and_none_for_a_look_that_finds_nothing_to_do()
    {
        ActivityTraceId trace;
        await using (var services = await StartAsync())
        {
            trace = await CallAsync(services, (calls, settings) =>
                calls.StartAsync(new StartRequest { ExperimentId = Id, Settings = settings }, cancellationToken: Cancel).ResponseAsync);
            await services.EndAsync(Id);
            await TellingAsync();
        }

        var spans = _spans.Of(trace);
        var steps = spans.Where(span => span.Source.Name == "PlayCount.Experiments").ToLookup(
            span => spans.Any(other => other.ParentSpanId == span.SpanId), span => span.OperationName);
        string[] stages = ["preparing", "selecting", "mapping", "cutting", "training", "keeping", "reporting"];
        Assert.Equal(stages.Select(stage => $"experiment {stage}").Order(), steps[false].Order());
        Assert.Equal(stages[1..].Select(stage => $"experiment {stage}").Order(), steps[true].Distinct().Order());
    }

    [Fact]
    public async Task Goes_on_when_an_experiment_is_cancelled_and_resumed_and_these_calls_link_to_it()
    {
        ActivityTraceId trace, cancelled, resumed;
        var asked = new TaskCompletionSource();
        var isHeld = true;
        await using (var services = await StartAsync(message =>
        {
            if (message == nameof(TrainNetwork))
                asked.TrySetResult();
            return message == nameof(TrainNetwork) && isHeld;
        }))
        {
            trace = await CallAsync(services, (calls, settings) =>
                calls.StartAsync(new StartRequest { ExperimentId = Id, Settings = settings }, cancellationToken: Cancel).ResponseAsync);
            await asked.Task.WaitAsync(Cancel);
            cancelled = await CallAsync(services, (calls, _) =>
                calls.CancelAsync(new CancelRequest { ExperimentId = Id }, cancellationToken: Cancel).ResponseAsync);
            isHeld = false;
            resumed = await CallAsync(services, (calls, _) =>
                calls.ResumeAsync(new ResumeRequest { ExperimentId = Id }, cancellationToken: Cancel).ResponseAsync);
            Assert.Equal(ExperimentState.Done, (await services.EndAsync(Id)).State);
        }

        Assert.All(_deliveries, delivery => Assert.Equal((delivery.Message, trace.ToString()), delivery));
        foreach (var call in new[] { cancelled, resumed })
        {
            var server = Assert.Single(_spans.Of(call), span => span.Source.Name == "Microsoft.AspNetCore");
            Assert.Equal(trace, Assert.Single(server.Links).Context.TraceId);
        }
    }

    public void Dispose()
    {
        _spans.Dispose();
        _input.Dispose();
        _folder.Dispose();
    }

    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until the end of the experiment has been told.</summary>
    private Task TellingAsync() => _told.Task.WaitAsync(Cancel);

    private Task<ServicesHost> StartAsync(Func<string, bool>? isLost = null) => ServicesHost.StartAsync(
        _folder.In("data"), _input.In(""), bus =>
        {
            bus.UseFilter(new BusFilters.Filter((context, next) =>
            {
                var message = BusFilters.NameOf(context);
                _deliveries.Enqueue((message, Activity.Current?.TraceId.ToString()));
                return isLost?.Invoke(message) is true ? Task.CompletedTask : next.Send(context);
            }));
            BusFilters.After(bus, nameof(ExperimentEnded), () => _told.TrySetResult());
        });

    /// <summary>Calls the desk within a trace of its own.</summary>
    /// <returns>The trace.</returns>
    private async Task<ActivityTraceId> CallAsync(ServicesHost services, Func<Calls, Settings, Task> call)
    {
        using var caller = _spans.Caller();
        using var channel = GrpcChannel.ForAddress(services.Address);
        await call(new Calls(channel), SmallStudy.Settings(_input));
        return caller.TraceId;
    }

    private static bool IsStart(Activity span) =>
        span.Source.Name == "Microsoft.AspNetCore" && (string?)span.GetTagItem("grpc.method") == "/playcount.v1.Experiments/Start";

    private static bool IsAnswer(Activity span) => span.Source.Name == "PlayCount.Jobs" && span.Kind == ActivityKind.Producer;

    private static bool IsJob(Activity span) => span.Source.Name == "PlayCount.Jobs" && span.Kind == ActivityKind.Consumer;

    private static string Work(Activity job) => job.OperationName.Split(' ')[1];

    private static Activity? Parent(IEnumerable<Activity> spans, Activity span) =>
        spans.FirstOrDefault(other => other.SpanId == span.ParentSpanId);

    private static IEnumerable<Activity> Ancestors(IReadOnlyList<Activity> spans, Activity span)
    {
        for (var parent = Parent(spans, span); parent is not null; parent = Parent(spans, parent))
            yield return parent;
    }
}
