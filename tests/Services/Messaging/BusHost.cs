using System.Collections.Concurrent;
using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Services.Tests.Messaging;

/// <summary>A process as far as the broker sees: a host with a bus of its own. Its consumer of commands does what the test says.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly Ears _ears;
    private readonly TroubleLog _troubles;

    private BusHost(IHost host, Ears ears, TroubleLog troubles) => (_host, _ears, _troubles) = (host, ears, troubles);

    public IBus Bus => _host.Services.GetRequiredService<IBus>();

    /// <summary>What was logged as a warning or an error.</summary>
    public IReadOnlyCollection<string> Troubles => _troubles.All;

    /// <summary>Starts it; its queues are there and bound when this returns.</summary>
    public static async Task<BusHost> StartAsync(string address, Func<MapSongs, Task>? map = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        var ears = new Ears(map ?? (_ => Task.CompletedTask));
        var troubles = new TroubleLog();
        builder.Logging.AddProvider(troubles);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:messaging", (string?)address)]);
        builder.Services.AddSingleton(ears);
        builder.Services.AddConsumers(bus =>
        {
            bus.AddConsumer<CommandEar, CommandQueue>();
            bus.AddConsumer<ProgressEar, ProgressQueue>();
        });
        builder.AddMessaging();
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host, ears, troubles);
    }

    public Task PublishAsync(object message) => Bus.PublishInTimeAsync(message, TestContext.Current.CancellationToken);

    /// <summary>The next command that was consumed without an exception.</summary>
    public async Task<MapSongs> CommandAsync() => await _ears.Commands.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>The next progress that this process heard of.</summary>
    public async Task<WorkProgressed> ProgressAsync() => await _ears.Progress.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private sealed record Ears(Func<MapSongs, Task> Map)
    {
        public Channel<MapSongs> Commands { get; } = Channel.CreateUnbounded<MapSongs>();

        public Channel<WorkProgressed> Progress { get; } = Channel.CreateUnbounded<WorkProgressed>();
    }

    private sealed class CommandEar(Ears ears) : IConsumer<MapSongs>
    {
        public async Task Consume(ConsumeContext<MapSongs> context)
        {
            await ears.Map(context.Message);
            await ears.Commands.Writer.WriteAsync(context.Message, context.CancellationToken);
        }
    }

    private sealed class CommandQueue(BusKind kind) : SharedQueueDefinition<CommandEar>("test-commands", kind);

    private sealed class ProgressEar(Ears ears) : IConsumer<WorkProgressed>
    {
        public Task Consume(ConsumeContext<WorkProgressed> context) => ears.Progress.Writer.WriteAsync(context.Message).AsTask();
    }

    private sealed class ProgressQueue(BusKind kind) : OwnQueueDefinition<ProgressEar>("test-progress", kind);

    private sealed class TroubleLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                All.Enqueue($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
