namespace PlayCount.Extraction.Reading;

/// <summary>CRC-32 as .zip has it (reflected polynomial EDB88320), eight bytes a step.</summary>
/// <remarks>Source: PKWARE APPNOTE 6.3.10, 4.4.7.</remarks>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[][] Tables = MakeTables();

    private uint _register = uint.MaxValue;

    public uint Value => ~_register;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var register = _register;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            register ^= bytes[0] | (uint)bytes[1] << 8 | (uint)bytes[2] << 16 | (uint)bytes[3] << 24;
            register = Tables[7][register & 255] ^ Tables[6][(register >> 8) & 255]
                ^ Tables[5][(register >> 16) & 255] ^ Tables[4][register >> 24]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }

        foreach (var value in bytes)
            register = (register >> 8) ^ Tables[0][(register ^ value) & 255];
        _register = register;
    }

    // Tables[n][b]: the register after byte b and n zero bytes.
    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var zeros = 0; zeros < 8; zeros++)
        {
            tables[zeros] = new uint[256];
            for (var value = 0u; value < 256; value++)
            {
                var before = zeros == 0 ? 0 : tables[zeros - 1][value];
                tables[zeros][value] = zeros == 0 ? Divide(value) : (before >> 8) ^ tables[0][before & 255];
            }
        }

        return tables;
    }

    private static uint Divide(uint register)
    {
        for (var bit = 0; bit < 8; bit++)
            register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ Polynomial;
        return register;
    }
}
