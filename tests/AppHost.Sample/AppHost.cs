using Microsoft.Extensions.Configuration;
using Projects;

// --port N asks for a port, --fail N lets the first resource end with exit code N, --deaf yes lets the second heed no SIGTERM,
// --stray yes lets it start a process that leaves its group, --servers DIR adds a broker, a database and a blob store that keep their
// files there, --dashboard yes has a dashboard.
var builder = DistributedApplication.CreateBuilder(
    new DistributedApplicationOptions { Args = args, DisableDashboard = !args.Contains("--dashboard") });

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

if (builder.Configuration["servers"] is { } servers)
{
    var messaging = builder.AddRabbitMQ("messaging").WithDataBindMount(Path.Combine(servers, "messaging"));
    var catalog = builder.AddMySql("mysql").WithDataBindMount(Path.Combine(servers, "mysql")).AddDatabase("catalog");
    var blobs = builder.AddAzureStorage("storage")
        .RunAsEmulator(emulator => emulator.WithDataBindMount(Path.Combine(servers, "storage"))).AddBlobs("blobs");
    builder.AddProject<PlayCount_AppHost_Echo>("third", launchProfileName: null)
        .WithReference(messaging).WaitFor(messaging)
        .WithReference(catalog).WaitFor(catalog)
        .WithReference(blobs).WaitFor(blobs);
}

builder.Build().Run();

/// <summary>Named, so that tests find this assembly.</summary>
public partial class Program;
