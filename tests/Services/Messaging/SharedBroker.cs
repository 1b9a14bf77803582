using PlayCount.Tests;

namespace PlayCount.Services.Tests.Messaging;

/// <summary>A server for all tests of a class, started by the first one; each test has a virtual host of its own.</summary>
public sealed class SharedBroker : IAsyncDisposable
{
    private RabbitMqServer? _server;

    internal RabbitMqServer Server => _server ?? throw new InvalidOperationException("AddVirtualHostAsync comes first.");

    /// <summary>Skips the test where no server is installed.</summary>
    public async Task<string> AddVirtualHostAsync()
    {
        if (_server is null)
        {
            _server = new RabbitMqServer();
            await _server.StartAsync();
        }

        return await _server.AddVirtualHostAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
