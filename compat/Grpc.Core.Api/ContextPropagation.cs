namespace Grpc.Core;

/// <summary>What of a call is passed on; a parameter's type alone.</summary>
public class ContextPropagationOptions
{
    internal ContextPropagationOptions()
    {
    }
}

/// <summary>A call that is passed on; a parameter's type alone.</summary>
public class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
