using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;

if (Environment.GetEnvironmentVariable("ECHO_EXIT") is { } exitCode)
{
    for (var line = 1; line <= 30; line++)
        Console.WriteLine($"line {line} of 30");
    return int.Parse(exitCode);
}

using var deaf = Environment.GetEnvironmentVariable("ECHO_DEAF") is null
    ? null
    : PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
if (Environment.GetEnvironmentVariable("ECHO_SLEEPER") is not null)
    Console.WriteLine($"sleeper {Process.Start("sleep", "1000").Id}");
// One that leaves the group it was started in.
if (Environment.GetEnvironmentVariable("ECHO_STRAY") is not null)
    Console.WriteLine($"sleeper {Process.Start("setsid", ["sleep", "1000"]).Id}");

var health = Environment.GetEnvironmentVariable("ECHO_SICK") is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health", () => Results.StatusCode(health));
app.MapGet("/heal", () => health = StatusCodes.Status200OK);
app.MapGet("/environment/{name}", (string name) =>
    Environment.GetEnvironmentVariable(name) is { } value ? Results.Text(value) : Results.NotFound());
app.MapGet("/process", () => Environment.ProcessId);
app.MapGet("/exit", () =>
{
    Console.WriteLine("ends as told");
    Environment.ExitCode = 3;
    app.Lifetime.StopApplication();
});
app.MapGet("/arguments", () => string.Join('|', args));
app.MapGet("/folder", Directory.GetCurrentDirectory);
app.MapGet("/protocol", (HttpRequest request) => request.Protocol);
Console.WriteLine("said to standard output");
Console.Error.WriteLine("said to standard error");
if (deaf is null)
    await app.RunAsync();
else
    await Task.Delay(Timeout.Infinite);
return Environment.ExitCode;
