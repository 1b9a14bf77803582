namespace Grpc.Core;

/// <summary>A connection to a server, made when it is needed.</summary>
public abstract class ChannelBase
{
    /// <summary>A connection.</summary>
    /// <param name="target">Whom to.</param>
    protected ChannelBase(string target) => Target = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>Whom to.</summary>
    public string Target { get; }

    /// <summary>What makes calls over this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();
}
