using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core.Interceptors;

/// <summary>A call as a client's interceptor sees it, before it is made.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server sends.</typeparam>
/// <param name="method">The method.</param>
/// <param name="host">Stands in for the channel's; null unless asked for.</param>
/// <param name="options">What is asked for with the call.</param>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The genuine type has none.")]
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>Stands in for the channel's; null unless asked for.</summary>
    public string? Host { get; } = host;

    /// <summary>What is asked for with the call.</summary>
    public CallOptions Options { get; } = options;
}
