namespace NAudio.Wave;

/// <summary>The format code of a WAVE <c>fmt </c> chunk; codes without a name here may occur as numbers.</summary>
/// <remarks>Source: Microsoft's <c>mmreg.h</c> registry of wave format codes.</remarks>
public enum WaveFormatEncoding : ushort
{
    /// <summary>No format.</summary>
    Unknown = 0x0000,

    /// <summary>Linear PCM: unsigned bytes at 8 bits, else signed little-endian integers.</summary>
    Pcm = 0x0001,

    /// <summary>IEEE 754 floating point, 32 or 64 bits.</summary>
    IeeeFloat = 0x0003,

    /// <summary>The code stands in the sub-format that follows (WAVE_FORMAT_EXTENSIBLE).</summary>
    Extensible = 0xFFFE,
}
