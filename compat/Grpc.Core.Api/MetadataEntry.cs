using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>A key and its value, text or bytes.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The genuine package's nesting.")]
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _text;
        private readonly byte[] _bytes;

        /// <summary>Text.</summary>
        /// <param name="key">Letters, digits, <c>_ - .</c>; lower case is made of it.</param>
        /// <param name="value">ASCII.</param>
        /// <exception cref="ArgumentException">The key has other characters, or ends in <c>-bin</c>.</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            (Key, _text, _bytes) = (Normal(key), value, Encoding.ASCII.GetBytes(value));
            if (IsBinary)
                throw new ArgumentException($"The key '{Key}' ends in '{BinaryHeaderSuffix}': its value is given as bytes.", nameof(key));
        }

        /// <summary>Bytes.</summary>
        /// <param name="key">Letters, digits, <c>_ - .</c>, ending in <c>-bin</c>; lower case is made of it.</param>
        /// <param name="valueBytes">Any bytes; they are copied.</param>
        /// <exception cref="ArgumentException">The key has other characters, or does not end in <c>-bin</c>.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            (Key, _bytes) = (Normal(key), [.. valueBytes]);
            if (!IsBinary)
                throw new ArgumentException($"The key '{Key}' of bytes has to end in '{BinaryHeaderSuffix}'.", nameof(key));
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The value is bytes.</exception>
        public string Value =>
            _text ?? throw new InvalidOperationException($"The value of '{Key}' is bytes, not text: read {nameof(ValueBytes)}.");

        /// <summary>The value as bytes: a copy.</summary>
        [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "The genuine signature.")]
        public byte[] ValueBytes => [.. _bytes];

        // Source: "gRPC over HTTP2", Header-Name: 1*( %x30-39 / %x61-7A / "_" / "-" / "." ).
        [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "Keys are in lower case on the wire.")]
        private static string Normal(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            var lower = key.ToLowerInvariant();
            return lower.AsSpan().ContainsAnyExcept(KeyCharacters)
                ? throw new ArgumentException($"The key '{key}' may hold letters, digits, '_', '-' and '.' alone.", nameof(key))
                : lower;
        }
    }
}
