using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PlayCount.Mapping.Playlists.SigningIn;

/// <summary>The proof that who brings a code is who asked for it.</summary>
/// <remarks>Source: RFC 7636, 4.1 and 4.2, method S256.</remarks>
internal static class Pkce
{
    private const int VerifierBytes = 48; // 64 characters; 43 to 128 are right
    private const int StateBytes = 24;

    /// <summary>A new secret.</summary>
    public static string Verifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(VerifierBytes));

    /// <summary>What may be shown of it.</summary>
    public static string Challenge(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <summary>A new mark by which an answer is known for one to our question.</summary>
    public static string State() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(StateBytes));
}
