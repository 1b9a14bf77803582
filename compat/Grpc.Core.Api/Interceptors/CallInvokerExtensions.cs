namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before invokers.</summary>
public static class CallInvokerExtensions
{
    /// <summary>An invoker whose calls pass the interceptor first.</summary>
    /// <param name="invoker">Makes the calls.</param>
    /// <param name="interceptor">Sees them before.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptingCallInvoker(invoker, interceptor);
    }
}
