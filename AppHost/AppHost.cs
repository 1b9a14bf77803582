using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.AppHost;
using Projects;

// Where services that answer calls listen once they are deployed: gRPC, and health on the port after it.
const int EstimatorPort = 5311;
const int SegmentationPort = 5321;
const int TrainingPort = 5331;
const int MappingPort = 5341;

// --backing auto|containers|local|embedded|external: what messages, rows and blobs are kept in; the first line printed says which and why.
// --once: end after the experiment, with 0 when it succeeded. --data DIR: where everything is kept.
// --triplets FILE --audio DIR [--mapping PATH]: your own songs; without them a sample with planted plays is made.
// --training-processes N: so many processes train, where they are apart.
// --publisher manifest --output-path FILE: describe the application instead of running it; --backing azure (the default), containers or
// external says what it stands on there, --compose DIR writes docker-compose.yaml and env.example for containers (docs/deploy.md).
var once = args.Contains("--once");
// Nobody looks at a dashboard that ends with the experiment.
var builder = DistributedApplication.CreateBuilder(
    new DistributedApplicationOptions { Args = [.. args.Where(argument => argument != "--once")], DisableDashboard = once });
var isRun = builder.ExecutionContext.IsRunMode;
try
{
    if (builder.Configuration["compose"] is not null && builder.Configuration["publisher"] != "manifest")
        throw new DistributedApplicationException("--compose is made of the manifest: add --publisher manifest --output-path FILE.json.");
    var study = StudyFiles.Of(builder.Configuration, builder.AppHostDirectory);
    var backing = isRun
        ? Backing.Choose(builder.Configuration["backing"], Surroundings.Of(builder.Configuration, builder.AppHostDirectory))
        : Backing.Published(builder.Configuration["backing"]);
    using var alone = isRun ? DataLock.Take(study.Data) : null;
    if (isRun)
        Console.WriteLine(backing.Line);

    var (experiments, inference) = backing.Kind == BackingKind.Embedded ? OneProcess() : SixServices();
    if (isRun && study.NeedsSample)
    {
        var sample = builder.AddProject<PlayCount_Cli>("sample").WithArgs("sample", "--out", study.SampleFolder).ExcludeFromManifest();
        experiments.WaitForCompletion(sample);
    }

    await using var app = builder.Build();
    if (!isRun)
    {
        await app.RunAsync();
        if (builder.Configuration["compose"] is { } folder)
            ComposeFile.Write(builder.Configuration["output-path"]!, folder);
        return 0;
    }

    var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
    try
    {
        await app.StartAsync();
        await app.ResourceNotifications.WaitForResourceHealthyAsync(experiments.Resource.Name, stopping);
        await app.ResourceNotifications.WaitForResourceHealthyAsync(inference.Resource.Name, stopping);
        var first = new FirstExperiment(study, Url(experiments, "http"), Url(experiments, "grpc"), Url(inference, "grpc"));
        var succeeded = await first.RunAsync(Console.Out, once, stopping);
        if (once)
            return succeeded ? 0 : 1;

        await app.WaitForShutdownAsync();
        return 0;
    }
    catch (OperationCanceledException) when (stopping.IsCancellationRequested)
    {
        return 0;
    }

    // Everything in one process: messages in memory, rows in SQLite, blobs in a folder.
    (IResourceBuilder<ProjectResource> Experiments, IResourceBuilder<ProjectResource> Inference) OneProcess()
    {
        // /alive and not /health: there is no model to serve before the first experiment, and nothing is wrong with that.
        var standalone = builder.AddProject<PlayCount_Standalone>("standalone")
            .WithEnvironment("Data__Folder", study.Data)
            .WithHttpHealthCheck("/alive", endpointName: "http")
            .WithExternalHttpEndpoints();
        standalone.WithEnvironment("Mapping__Address", standalone.GetEndpoint("grpc")); // its pages ask over gRPC, at whatever port that is
        return (Reading(standalone), standalone);
    }

    (IResourceBuilder<ProjectResource> Experiments, IResourceBuilder<ProjectResource> Inference) SixServices()
    {
        var (messaging, catalog, blobs) = Servers();

        // Messages bring the work; beside that these three answer calls.
        var segmentation = Answering(On(builder.AddProject<PlayCount_Segmentation>("segmentation")), "Segmentation", SegmentationPort)
            .WithHttpHealthCheck("/health", endpointName: "http");
        var training = Answering(On(builder.AddProject<PlayCount_Training>("training")), "Training", TrainingPort)
            .WithHttpHealthCheck("/health", endpointName: "http")
            .WithReplicas(builder.Configuration.GetValue("training-processes", 1));
        var mapping = Answering(On(builder.AddProject<PlayCount_Mapping>("mapping")), "Mapping", MappingPort)
            .WithHttpHealthCheck("/health", endpointName: "http");
        IResourceBuilder<ProjectResource>[] workers =
        [
            Worker<PlayCount_Extraction>("extraction"),
            mapping,
            segmentation,
            training,
        ];

        // Its health waits for a model, so others ask only whether it lives.
        var inference = Answering(On(builder.AddProject<PlayCount_Inference>("inference")), "Inference", EstimatorPort, isExternal: true)
            .WithHttpHealthCheck("/alive", endpointName: "http")
            .WithReference(segmentation).WithEnvironment("Segmentation__Address", "http://_grpc.segmentation");

        var experiments = Reading(On(builder.AddProject<PlayCount_Experiments>("experiments")))
            .WithReference(segmentation).WithEnvironment("Segmentation__Address", "http://_grpc.segmentation")
            .WithReference(training).WithEnvironment("Training__Address", "http://_grpc.training")
            .WithReference(mapping).WithEnvironment("Mapping__Address", "http://_grpc.mapping")
            .WithHttpHealthCheck("/health", endpointName: "http");
        // Nobody keeps a message whose reader has not been there yet.
        foreach (var worker in workers)
            experiments.WaitFor(worker);
        return (experiments, inference);

        IResourceBuilder<ProjectResource> Worker<T>(string name)
            where T : IProjectMetadata, new() =>
            On(builder.AddProject<T>(name)).WithHttpEndpoint(name: "http").WithHttpHealthCheck("/health", endpointName: "http");

        // gRPC on one port, health on the next: without TLS, HTTP/2 and HTTP/1 cannot share one.
        IResourceBuilder<ProjectResource> Answering(
            IResourceBuilder<ProjectResource> service, string section, int port, bool isExternal = false)
        {
            service
                .WithEnvironment("Logging__LogLevel__Microsoft.AspNetCore.Server.Kestrel", "Error") // it takes no URLS, and says so
                .WithEndpoint(
                    scheme: "http", name: "grpc", env: $"{section}__Listening__Port", targetPort: Deployed(port), isExternal: isExternal)
                .WithHttpEndpoint(name: "http", env: $"{section}__Listening__HealthPort", targetPort: Deployed(port + 1))
                .AsHttp2Service();
            // Where it is deployed, others call it there: in a network of the services' own, or through a proxy that encrypts.
            return isRun ? service : service.WithEnvironment($"{section}__Listening__Address", "0.0.0.0")
                .WithEnvironment($"{section}__Listening__AllowUnencryptedCallsFromOtherMachines", "true");
        }

        IResourceBuilder<ProjectResource> On(IResourceBuilder<ProjectResource> service) => service
            .WithReference(messaging).WaitFor(messaging)
            .WithReference(catalog).WaitFor(catalog)
            .WithReference(blobs).WaitFor(blobs)
            .WithEnvironment("Logging__LogLevel__Default", "Warning")
            // What is said of storage and of health while all start at once is no news; a service that stays unhealthy is told.
            .WithEnvironment("Logging__LogLevel__Azure.Core", "Error")
            .WithEnvironment("Logging__LogLevel__Microsoft.Extensions.Diagnostics.HealthChecks", "None");
    }

    // What the services stand on. Data are kept between runs.
    (IResourceBuilder<IResourceWithConnectionString> Messaging, IResourceBuilder<IResourceWithConnectionString> Catalog,
        IResourceBuilder<IResourceWithConnectionString> Blobs) Servers()
    {
        if (backing.Kind == BackingKind.External)
            return (builder.AddConnectionString("messaging"), builder.AddConnectionString("catalog"), builder.AddConnectionString("blobs"));
        var messaging = builder.AddRabbitMQ("messaging");
        var storage = builder.AddAzureStorage("storage");
        // Its data would not fit the volumes of container platforms: where those are, the database is a server of its own.
        if (backing.Kind == BackingKind.Azure)
            return (messaging, builder.AddConnectionString("catalog"), storage.AddBlobs("blobs"));

        var mysql = builder.AddMySql("mysql");
        if (isRun)
        {
            messaging.WithDataBindMount(Kept("messaging"));
            mysql.WithDataBindMount(Kept("mysql"));
            storage.RunAsEmulator(emulator => emulator.WithDataBindMount(Kept("storage")));
        }
        else
        {
            messaging.WithDataVolume();
            mysql.WithDataVolume().WithEnvironment("MYSQL_DATABASE", "catalog");
        }

        return (messaging, mysql.AddDatabase("catalog"), storage.AddBlobs("blobs"));

        string Kept(string server) => Path.Combine(study.Data, backing.Name, server);
    }

    // The folders whose files an experiment may name.
    IResourceBuilder<ProjectResource> Reading(IResourceBuilder<ProjectResource> service)
    {
        if (!isRun)
            return service.WithEnvironment("Experiments__Roots__0", builder.AddParameter(ComposeFile.SongsFolder));
        foreach (var (root, i) in study.Roots.Select((root, i) => (root, i)))
            service.WithEnvironment($"Experiments__Roots__{i}", root);
        return service;
    }

    // A free port where it runs, one that is known where it is deployed.
    int? Deployed(int port) => isRun ? null : port;

    static string Url(IResourceBuilder<ProjectResource> service, string endpoint) => service.GetEndpoint(endpoint).Url;
}
catch (DistributedApplicationException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
