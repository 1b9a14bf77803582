using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>How a registered client calls.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>The server: <c>http://host:port</c> or <c>https://host:port</c>. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>Run over the channel's options before it is opened, in order.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    internal List<Func<IServiceProvider, Interceptor>> Interceptors { get; } = [];
}
