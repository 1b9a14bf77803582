using PlayCount.Audio.Decoding;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class AudioKindTests
{
    [Theory]
    [InlineData("524946460000000057415645", "mp3", nameof(AudioKind.Wav))]
    [InlineData("52463634FFFFFFFF57415645", "", nameof(AudioKind.Wav))]
    [InlineData("524946460000000041564920", "wav", nameof(AudioKind.Unknown))] // RIFF, but AVI
    [InlineData("664C61430000002210001000", "ogg", nameof(AudioKind.Flac))]
    [InlineData("494433040000000000000000", "FLAC", nameof(AudioKind.Flac))] // an ID3 tag before it
    [InlineData("494433040000000000000000", "wav", nameof(AudioKind.Mp3))]
    [InlineData("4F6767530002000000000000", "mp3", nameof(AudioKind.Ogg))]
    [InlineData("464F524D0000000041494646", "aif", nameof(AudioKind.Aiff))]
    [InlineData("464F524D0000000041494643", "aif", nameof(AudioKind.Aiff))]
    [InlineData("464F524D0000000049424D20", "aif", nameof(AudioKind.Unknown))]
    [InlineData("FFFB90640000000000000000", "", nameof(AudioKind.Mp3))]
    [InlineData("FFF150800000000000000000", "aac", nameof(AudioKind.Unknown))] // ADTS: layer 0
    [InlineData("FFFE00000000000000000000", "txt", nameof(AudioKind.Mp3))] // a byte order mark that could be a frame: left to the decoder
    [InlineData("000000000000000000000000", "Mp3", nameof(AudioKind.Mp3))]
    [InlineData("", "wav", nameof(AudioKind.Unknown))]
    [InlineData("FF", "wav", nameof(AudioKind.Unknown))]
    public void Is_decided_by_content_first_and_extension_second(string head, string extension, string kind) =>
        Assert.Equal(kind, AudioKinds.Recognise(Convert.FromHexString(head), extension).ToString());
}
