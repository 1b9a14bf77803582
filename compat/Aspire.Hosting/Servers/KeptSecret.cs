using System.Security.Cryptography;

namespace Aspire.Hosting.Servers;

/// <summary>A secret in a file that its owner alone may read; made once, because a server's data hold their password.</summary>
internal static class KeptSecret
{
    /// <summary>Letters and digits, which need no quoting in connection strings, configuration files and SQL: 131 bits.</summary>
    private const int Length = 22;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly Lock Making = new();

    /// <exception cref="DistributedApplicationException">The file holds something else.</exception>
    public static string Of(string file)
    {
        lock (Making)
        {
            if (!File.Exists(file))
                PrivateFile.Write(file, RandomNumberGenerator.GetString(Letters, Length));
            var secret = File.ReadAllText(file).Trim();
            return secret.Length > 0 && secret.All(char.IsAsciiLetterOrDigit) ? secret : throw new DistributedApplicationException(
                $"the password file '{file}' is empty or damaged: put back the letters and digits it held, or delete the folder "
                + "it lies in, with the server's data, to begin anew");
        }
    }
}
