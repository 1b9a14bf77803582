using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using PlayCount.Inference;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Listening;

namespace PlayCount.Cli.Serving;

/// <summary><c>playcount serve</c>: the models of a finished run, or of experiments, over gRPC on this machine.</summary>
internal static class ServeCommand
{
    private const int HighestPort = ushort.MaxValue;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The --out folder of a finished run, or a folder of such folders",
        HelpName = "DIR",
        Required = true,
    };

    private static readonly Option<int> Port = NumberOption.Create(
        "--port", 0, 0, HighestPort, "Port of 127.0.0.1 for gRPC; 0 is a free one");

    public static Command Create()
    {
        var command = new Command("serve", "Serve a run's models over gRPC on 127.0.0.1, until it is stopped") { Data, Port };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var data = parsed.GetRequiredValue(Data);
        if (!Directory.Exists(data))
            throw new DirectoryNotFoundException($"--data '{data}' is not there; the --out folder of a finished run is right.");
        var port = parsed.GetValue(Port) is > 0 and var asked ? asked : FreePort.Choose();
        await using var app = Build(data, port, FreePort.Choose(besides: port));
        await StartAsync(app, port, cancellationToken);
        var features = app.Services.GetRequiredService<IServer>().Features;
        var addresses = features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToArray();
        await parsed.InvocationConfiguration.Error.WriteLineAsync($"Health: {addresses[1]}/health");
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"Listening on {addresses[0]}");
        await parsed.InvocationConfiguration.Output.FlushAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return CommandLine.Succeeded;
    }

    private static WebApplication Build(string data, int port, int healthPort)
    {
        // Nothing of the folder it is started in, nor of the environment, changes what is served and where.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "playcount" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{InferenceOptions.Section}:{nameof(InferenceOptions.Data)}"] = data,
            [$"{InferenceOptions.Section}:Listening:{nameof(ListeningOptions.Port)}"] = $"{port}",
            [$"{InferenceOptions.Section}:Listening:{nameof(ListeningOptions.HealthPort)}"] = $"{healthPort}",
        });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("PlayCount", LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a start that fails is told in one line, and once
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddServiceDefaults();
        builder.AddInference();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapInference();
        return app;
    }

    private static async Task StartAsync(WebApplication app, int port, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or SocketException)
        {
            throw new IOException(
                $"Port {port} of {IPAddress.Loopback} cannot be listened on: {e.Message} Give another --port, or none.", e);
        }
    }
}
