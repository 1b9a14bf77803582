namespace PlayCount.Extraction.Reading;

/// <summary>Text unpacked as it is read. Damage once found is told by every later reading too.</summary>
/// <param name="file">The packed bytes.</param>
/// <param name="path">Stands in the messages.</param>
/// <param name="right">What would be right, for the messages.</param>
internal abstract class PackedText(Stream file, string path, string right) : ReadOnlyStream
{
    private InvalidDataException? _damage;

    /// <summary>Whether the unpacker, which reads ahead, has had the last byte.</summary>
    protected bool IsAtEnd => file.Position >= file.Length;

    /// <summary>How far the unpacker has read: a fault lies no later.</summary>
    protected string Place => $"at or before byte {file.Position} of {file.Length}";

    public sealed override int Read(Span<byte> buffer) => _damage is null ? Unpack(buffer) : throw _damage;

    protected abstract int Unpack(Span<byte> buffer);

    protected InvalidDataException Damaged(string what, Exception? inner = null) =>
        _damage = new InvalidDataException($"{path} cannot be unpacked: {what}; {right}.", inner);
}
