using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>What generated clients have in common.</summary>
public abstract class ClientBase
{
    /// <summary>A client for tests that override its methods: it makes no calls.</summary>
    protected ClientBase() => CallInvoker = null!;

    /// <summary>A client.</summary>
    /// <param name="callInvoker">Makes its calls.</param>
    protected ClientBase(CallInvoker callInvoker) => CallInvoker = callInvoker ?? throw new ArgumentNullException(nameof(callInvoker));

    /// <summary>Makes the calls.</summary>
    protected CallInvoker CallInvoker { get; }

    /// <summary>What a client is copied from.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The genuine package's nesting.")]
    protected internal class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker callInvoker) => CallInvoker = callInvoker;

        internal CallInvoker CallInvoker { get; }
    }
}

/// <summary>What a generated client derives from.</summary>
/// <typeparam name="T">The generated client.</typeparam>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>A client for tests that override its methods: it makes no calls.</summary>
    protected ClientBase()
    {
    }

    /// <summary>A client over a channel.</summary>
    /// <param name="channel">The connection.</param>
    protected ClientBase(ChannelBase channel)
        : base((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker())
    {
    }

    /// <summary>A client.</summary>
    /// <param name="callInvoker">Makes its calls.</param>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>A copy.</summary>
    /// <param name="configuration">What it is copied from.</param>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base((configuration ?? throw new ArgumentNullException(nameof(configuration))).CallInvoker)
    {
    }

    /// <summary>A copy of this client.</summary>
    /// <param name="configuration">What it is copied from.</param>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
