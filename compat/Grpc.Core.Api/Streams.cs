using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Messages that come in, one after the other.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that the last <see cref="MoveNext"/> read.</summary>
    T Current { get; }

    /// <summary>Reads the next message.</summary>
    /// <param name="cancellationToken">Gives the whole call up.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RpcException">The call ended with another status than OK.</exception>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Messages that go out, one after the other.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How the next messages are written; null is the default.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; the one before it has to be written.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message; the one before it has to be written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives the whole call up.</param>
    /// <exception cref="NotSupportedException">The token can be cancelled and the writer cannot.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This writer cannot be cancelled: write without a token.")
        : WriteAsync(message);
}

/// <summary>A server's messages.</summary>
/// <typeparam name="T">The message.</typeparam>
[SuppressMessage("Design", "CA1040:Avoid empty interfaces", Justification = "The genuine package's type.")]
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

/// <summary>A client's messages.</summary>
/// <typeparam name="T">The message.</typeparam>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Says that there are no more.</summary>
    Task CompleteAsync();
}
