using System.Threading.Channels;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Defaults;

/// <summary>A service with the defaults on 127.0.0.1: a request becomes a command, the command a job, the job an answer.</summary>
internal sealed partial class DefaultsApp : IAsyncDisposable
{
    private readonly Channel<SongsMapped> _answers;
    private readonly WebApplication _app;

    private DefaultsApp(WebApplication app, int port, Channel<SongsMapped> answers)
    {
        _app = app;
        _answers = answers;
        Client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IBus Bus => _app.Services.GetRequiredService<IBus>();

    /// <summary>Whether it was told to end and has.</summary>
    public bool HasEnded => _app.Lifetime.ApplicationStopped.IsCancellationRequested;

    public static Task<DefaultsApp> StartAsync(string? dataFolder, params (string Key, string? Value)[] settings) =>
        StartAsync(dataFolder, _ => { }, settings);

    public static async Task<DefaultsApp> StartAsync(
        string? dataFolder, Action<WebApplicationBuilder> more, params (string Key, string? Value)[] settings)
    {
        var answers = Channel.CreateUnbounded<SongsMapped>();
        var port = LoopbackPort.Free();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Configuration["Data:Folder"] = dataFolder;
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.AddServiceDefaults();
        builder.AddData();
        builder.Services.AddSingleton(answers.Writer);
        builder.Services.AddJobs<DefaultsJobs>().Handle<MapSongs, Mapper>();
        builder.Services.AddConsumers(bus => bus.AddConsumer<Answers>());
        builder.AddMessaging();
        more(builder);
        var app = builder.Build();
        app.MapGet("/begin", (IPublishEndpoint bus, CancellationToken cancel) => bus.Publish(
            new MapSongs { ExperimentId = "first", Round = 1, Work = "map", ArchivePath = "archive" }, cancel));
        app.MapDefaultEndpoints();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new(app, port, answers);
    }

    /// <summary>Asks for the work, which is done once and answered each time.</summary>
    public Task BeginAsync() => Client.GetAsync("begin", TestContext.Current.CancellationToken);

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async Task<SongsMapped> AnswerAsync() => await _answers.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private sealed class DefaultsJobs : IJobOwner
    {
        public static string Name => "defaults";
    }

    /// <summary>What happens while a job is worked on.</summary>
    internal sealed record Meanwhile(Func<Task> DoAsync);

    private sealed partial class Mapper(ILogger<Mapper> log, IEnumerable<Meanwhile> meanwhile) : IJobHandler<MapSongs>
    {
        public async Task<IWork> RunAsync(MapSongs command, CancellationToken cancellationToken)
        {
            LookedInto(log, command.ArchivePath);
            foreach (var other in meanwhile)
                await other.DoAsync();
            return new SongsMapped
            {
                ExperimentId = command.ExperimentId,
                Round = command.Round,
                Work = command.Work,
                Songs = 7,
                Mapped = 1,
            };
        }

        [LoggerMessage(1, LogLevel.Information, "Looked into {Archive}.")]
        private static partial void LookedInto(ILogger log, string archive);
    }

    private sealed class Answers(ChannelWriter<SongsMapped> writer) : IConsumer<SongsMapped>
    {
        public Task Consume(ConsumeContext<SongsMapped> context) => writer.WriteAsync(context.Message).AsTask();
    }
}
