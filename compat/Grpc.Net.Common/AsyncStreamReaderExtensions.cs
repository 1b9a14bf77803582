using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Reads streams with <c>await foreach</c>.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>All messages that are still to come.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="streamReader">The stream; it can be read once.</param>
    /// <param name="cancellationToken">Gives the whole call up.</param>
    /// <exception cref="ArgumentNullException">There is no stream.</exception>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(
        this IAsyncStreamReader<T> streamReader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return Read(streamReader, cancellationToken);
    }

    private static async IAsyncEnumerable<T> Read<T>(
        IAsyncStreamReader<T> stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken).ConfigureAwait(false))
            yield return stream.Current;
    }
}
