using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Health;

/// <summary>Refuses a health port that nobody listens on: probes would fail, and nothing would say why.</summary>
internal sealed class HealthPortCheck(IServiceProvider services, IOptions<HealthOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Port is { } port && Addresses() is { Count: > 0 } addresses
            && !addresses.Any(address => BindingAddress.Parse(address).Port == port))
        {
            throw new OptionsValidationException(HealthOptions.Section, typeof(HealthOptions),
                [$"Health:Port is {port}, and the service listens on {string.Join(", ", addresses)}: "
                    + "one of these ports is right, or an address of that port added to URLS or Kestrel:Endpoints."]);
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ICollection<string>? Addresses() => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
}
