namespace Grpc.Core;

/// <summary>Who the client of a call is.</summary>
public abstract class CallCredentials
{
    /// <summary>Tells a call; channels call it.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);
}

/// <summary>Is told who the client of a call is.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>All of these.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>What a function adds to the headers.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}

/// <summary>Adds to a call's headers who its client is.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>The call that an <see cref="AsyncAuthInterceptor"/> is asked about.</summary>
/// <param name="serviceUrl">The service: <c>https://host/package.Service</c>.</param>
/// <param name="methodName">The method alone.</param>
/// <param name="cancellationToken">Cancelled when the call is given up.</param>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>The service.</summary>
    public string ServiceUrl { get; } = serviceUrl;

    /// <summary>The method alone.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>Cancelled when the call is given up.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
