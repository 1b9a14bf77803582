namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors before channels.</summary>
public static class ChannelExtensions
{
    /// <summary>An invoker whose calls pass the interceptor first, then go over the channel.</summary>
    /// <param name="channel">The connection.</param>
    /// <param name="interceptor">Sees the calls before.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker().Intercept(interceptor);
    }
}
