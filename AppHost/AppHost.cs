using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.AppHost;
using Projects;

// --once: end after the experiment, with 0 when it succeeded. --data DIR: where everything is kept.
// --triplets FILE --audio DIR [--mapping PATH]: your own songs; without them a sample with planted plays is made.
var once = args.Contains("--once");
var builder = DistributedApplication.CreateBuilder([.. args.Where(argument => argument != "--once")]);
var study = StudyFiles.Of(builder.Configuration, builder.AppHostDirectory);

// /alive and not /health: there is no model to serve before the first experiment, and nothing is wrong with that.
var standalone = builder.AddProject<PlayCount_Standalone>("standalone")
    .WithEnvironment("Data__Folder", study.Data)
    .WithHttpHealthCheck("/alive", endpointName: "http")
    .WithExternalHttpEndpoints();
foreach (var (root, i) in study.Roots.Select((root, i) => (root, i)))
    standalone.WithEnvironment($"Experiments__Roots__{i}", root);

if (study.NeedsSample)
{
    var sample = builder.AddProject<PlayCount_Cli>("sample").WithArgs("sample", "--out", study.SampleFolder);
    standalone.WaitForCompletion(sample);
}

await using var app = builder.Build();
var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
try
{
    await app.StartAsync();
    await app.ResourceNotifications.WaitForResourceHealthyAsync("standalone", stopping);
    var first = new FirstExperiment(study, standalone.GetEndpoint("http").Url, standalone.GetEndpoint("grpc").Url);
    var succeeded = await first.RunAsync(Console.Out, stopping);
    if (once)
        return succeeded ? 0 : 1;

    await app.WaitForShutdownAsync();
    return 0;
}
catch (DistributedApplicationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 0;
}
