using Microsoft.Extensions.Configuration;
using Projects;

// --port N asks for a port, --fail N lets the first resource end with exit code N, --deaf yes lets the second heed no SIGTERM,
// --stray yes lets it start a process that leaves its group.
var builder = DistributedApplication.CreateBuilder(args);

var first = builder.AddProject<PlayCount_AppHost_Echo>("first", launchProfileName: null)
    .WithHttpEndpoint(port: builder.Configuration.GetValue<int?>("port"))
    .WithEnvironment("ECHO_SLEEPER", "yes")
    .WithHttpHealthCheck("/health");
if (builder.Configuration["fail"] is { } exitCode)
    first.WithEnvironment("ECHO_EXIT", exitCode);

var second = builder.AddProject<PlayCount_AppHost_Echo>("second", launchProfileName: null)
    .WithHttpEndpoint()
    .WithEnvironment("ECHO_SLEEPER", "yes")
    .WithReference(first)
    .WaitFor(first);
if (builder.Configuration["deaf"] is { } deaf)
    second.WithEnvironment("ECHO_DEAF", deaf);

if (builder.Configuration["stray"] is { } stray)
    second.WithEnvironment("ECHO_STRAY", stray);

builder.Build().Run();

/// <summary>Named, so that tests find this assembly.</summary>
public partial class Program;
