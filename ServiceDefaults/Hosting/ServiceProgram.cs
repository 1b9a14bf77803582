using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Hosting;

/// <summary>A service as a process: the one place where what keeps it from starting becomes a line on stderr and an exit status.</summary>
public static partial class ServiceProgram
{
    private const string StartLog = "Microsoft.Extensions.Hosting.Internal.Host";

    /// <summary>Runs it until it is told to end. Its <c>appsettings.json</c> is the one beside the program.</summary>
    /// <param name="args">The command line, which may hold settings.</param>
    /// <param name="add">Adds what the service consists of.</param>
    /// <param name="map">Maps what it answers.</param>
    /// <returns>0, or 1 when it could not start: because of a setting, or of a folder, file or port that it needs.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        ArgumentNullException.ThrowIfNull(add);
        ArgumentNullException.ThrowIfNull(map);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var hasStarted = false;
        // Until it has started a failure is told by Refusal alone.
        builder.Logging.AddFilter<ConsoleLoggerProvider>(StartLog, level => hasStarted && level >= LogLevel.Warning);
        try
        {
            add(builder);
            await using var app = builder.Build();
            map(app);
            if (!await StartAsync(app))
                return 0;
            hasStarted = true;
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (!hasStarted && Refusal(e) is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{builder.Environment.ApplicationName}: {refusal}");
            return 1;
        }
    }

    /// <returns>False when it was told to end before it had started.</returns>
    private static async Task<bool> StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return true;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Why it cannot start, on one line; null for what is no fault of settings or surroundings.</summary>
    private static string? Refusal(Exception failure) => failure switch
    {
        AggregateException several when several.InnerExceptions.All(one => Refusal(one) is not null) =>
            string.Join("; ", several.InnerExceptions.Select(Refusal)),
        OptionsValidationException options => string.Join("; ", options.Failures.Select(Told)),
        IOException or InvalidDataException or UnauthorizedAccessException => OneLine(failure.Message),
        InvalidOperationException when failure.GetBaseException() is FormatException =>
            OneLine(failure.Message), // a setting that is no number
        _ => null,
    };

    /// <summary>What the annotation says, without the frame that the framework puts around it.</summary>
    private static string Told(string failure) => OneLine(Framed().Replace(failure, "$1"));

    [GeneratedRegex("^DataAnnotation validation failed for '.*?' members: '.*?' with the error: '(.*)'\\.$", RegexOptions.Singleline)]
    private static partial Regex Framed();

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
