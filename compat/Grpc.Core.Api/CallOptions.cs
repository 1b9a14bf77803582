using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>What a client asks for with a call.</summary>
/// <param name="headers">What is sent before the first message.</param>
/// <param name="deadline">Until when the client waits, UTC; without end unless given.</param>
/// <param name="cancellationToken">Gives the call up.</param>
/// <param name="writeOptions">How messages are written.</param>
/// <param name="propagationToken">The call that this one is made for.</param>
/// <param name="credentials">Who the client is.</param>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The genuine type has none.")]
[SuppressMessage("Design", "CA1068:CancellationToken parameters must come last", Justification = "The genuine package's order.")]
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null,
    ContextPropagationToken? propagationToken = null,
    CallCredentials? credentials = null)
{
    /// <summary>What is sent before the first message.</summary>
    public Metadata? Headers { get; private set; } = headers;

    /// <summary>Until when the client waits, UTC; null is without end.</summary>
    public DateTime? Deadline { get; private set; } = deadline;

    /// <summary>Gives the call up.</summary>
    public CancellationToken CancellationToken { get; private set; } = cancellationToken;

    /// <summary>How messages are written; null is the default.</summary>
    public WriteOptions? WriteOptions { get; private set; } = writeOptions;

    /// <summary>The call that this one is made for.</summary>
    public ContextPropagationToken? PropagationToken { get; } = propagationToken;

    /// <summary>Who the client is.</summary>
    public CallCredentials? Credentials { get; } = credentials;

    /// <summary>Whether the call waits for a server that cannot be reached yet, until its deadline.</summary>
    public bool IsWaitForReady { get; private set; }

    /// <summary>The same with other headers.</summary>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same with another deadline, UTC.</summary>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same with another token.</summary>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    /// <summary>The same with other write options.</summary>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) => this with { WriteOptions = writeOptions };

    /// <summary>The same, waiting or not for a server that cannot be reached yet.</summary>
    public readonly CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };
}
