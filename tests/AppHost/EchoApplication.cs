using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Projects;

namespace PlayCount.AppHost.Tests;

/// <summary>An application of echo projects in this process.</summary>
internal sealed class EchoApplication : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly DistributedApplication _application;

    private EchoApplication(DistributedApplication application) => _application = application;

    public ResourceNotificationService Notifications => _application.ResourceNotifications;

    public ResourceLoggerService Logs => _application.Services.GetRequiredService<ResourceLoggerService>();

    public T Service<T>()
        where T : notnull => _application.Services.GetRequiredService<T>();

    public static IDistributedApplicationBuilder Builder(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        builder.Services.AddLogging(logging => logging.ClearProviders());
        return builder;
    }

    /// <summary>Adds an echo project with an HTTP endpoint, a health check and no launch profile.</summary>
    public static IResourceBuilder<ProjectResource> Echo(IDistributedApplicationBuilder builder, string name) =>
        builder.AddProject<PlayCount_AppHost_Echo>(name, launchProfileName: null).WithHttpEndpoint().WithHttpHealthCheck("/health");

    /// <summary>Its health check was answered, with the status of an echo that is sick.</summary>
    public static bool HasAnsweredSick(ResourceEvent update) => update.Snapshot.HealthReports.Any(
        report => report.Description?.EndsWith("answered 503 instead of 200", StringComparison.Ordinal) ?? false);

    public static async Task<EchoApplication> StartAsync(IDistributedApplicationBuilder builder)
    {
        var application = new EchoApplication(builder.Build());
        try
        {
            await application._application.StartAsync(TestContext.Current.CancellationToken);
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the resource answers once it is healthy.</summary>
    public async Task<string> AskAsync(IResourceBuilder<ProjectResource> resource, string path, string endpoint = "http")
    {
        await Notifications.WaitForResourceHealthyAsync(resource.Resource.Name, TestContext.Current.CancellationToken);
        return await AskNowAsync(resource, path, endpoint);
    }

    /// <summary>What the resource answers, healthy or not.</summary>
    public Task<string> AskNowAsync(IResourceBuilder<ProjectResource> resource, string path, string endpoint = "http") =>
        _client.GetStringAsync(new Uri(new Uri(resource.GetEndpoint(endpoint).Url), path), TestContext.Current.CancellationToken);

    /// <summary>The resource's environment variable; empty when it has none of this name.</summary>
    public async Task<string> VariableAsync(IResourceBuilder<ProjectResource> resource, string name)
    {
        await Notifications.WaitForResourceHealthyAsync(resource.Resource.Name, TestContext.Current.CancellationToken);
        using var answer = await _client.GetAsync(
            new Uri($"{resource.GetEndpoint("http").Url}/environment/{name}"), TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : "";
    }

    /// <summary>What somebody who waits for the resource's health is told instead.</summary>
    public Task<DistributedApplicationException> FailureAsync(string resource) => Assert.ThrowsAsync<DistributedApplicationException>(
        () => Notifications.WaitForResourceHealthyAsync(resource, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _client.Dispose();
    }
}
