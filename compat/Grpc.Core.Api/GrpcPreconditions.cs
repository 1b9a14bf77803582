namespace Grpc.Core.Utils;

/// <summary>Checks of arguments.</summary>
public static class GrpcPreconditions
{
    /// <summary>Gives a parameter back.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T CheckNotNull<T>(T reference, string paramName) =>
        reference is null ? throw new ArgumentNullException(paramName) : reference;
}
