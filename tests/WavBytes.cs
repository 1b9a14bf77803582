using System.Text;

namespace PlayCount.Tests;

/// <summary>WAV files spelled out chunk by chunk.</summary>
internal static class WavBytes
{
    public static byte[] Riff(params byte[][] chunks) => File("RIFF", (uint)(4 + chunks.Sum(chunk => chunk.Length)), chunks);

    public static byte[] Rf64(params byte[][] chunks) => File("RF64", uint.MaxValue, chunks);

    public static byte[] Chunk(string id, params byte[] body) =>
        [.. Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(body.Length), .. body, .. new byte[body.Length & 1]];

    /// <summary>A chunk that says another length than it has, without padding.</summary>
    public static byte[] Chunk(string id, uint statedBytes, params byte[] body) =>
        [.. Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(statedBytes), .. body];

    public static byte[] Format(ushort code, ushort channels, int rate, ushort bits, params byte[] extension) => Chunk("fmt ",
    [
        .. BitConverter.GetBytes(code), .. BitConverter.GetBytes(channels), .. BitConverter.GetBytes(rate),
        .. BitConverter.GetBytes(rate * channels * bits / 8), .. BitConverter.GetBytes((ushort)(channels * bits / 8)),
        .. BitConverter.GetBytes(bits), .. extension,
    ]);

    /// <summary>WAVE_FORMAT_EXTENSIBLE: 22 more bytes, valid bits, channel mask and the sub-format's GUID.</summary>
    public static byte[] ExtensibleFormat(ushort code, ushort channels, int rate, ushort bits, ushort validBits) => Format(
        0xFFFE, channels, rate, bits,
    [
        22, 0, .. BitConverter.GetBytes(validBits), 0, 0, 0, 0,
        .. BitConverter.GetBytes(code), 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71,
    ]);

    private static byte[] File(string id, uint riffBytes, byte[][] chunks) =>
        [.. Encoding.ASCII.GetBytes(id), .. BitConverter.GetBytes(riffBytes), .. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];
}
