using System.IO.Compression;

namespace Grpc.Net.Compression;

/// <summary>A way to compress messages.</summary>
public interface ICompressionProvider
{
    /// <summary>Its name on the wire, in <c>grpc-encoding</c>.</summary>
    string EncodingName { get; }

    /// <summary>What is written to the result arrives compressed in the stream, which stays open.</summary>
    /// <param name="stream">Takes the compressed bytes.</param>
    /// <param name="compressionLevel">How hard to try; the provider's own unless given.</param>
    Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel);

    /// <summary>What is read from the result is what was compressed.</summary>
    /// <param name="stream">Gives the compressed bytes; it stays open.</param>
    Stream CreateDecompressionStream(Stream stream);
}
